using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;

await using var host = await LambdaHost.StartAsync([new FunctionConfiguration { Name = "Fn", Handler = args[1], TaskRoot = Path.GetFullPath(args[0]) }], new HostOptions { Port = 9001 });
host["Fn"].Logged += line => Console.WriteLine(line.Text);
Console.WriteLine(host.Address);
await Task.Delay(-1);
