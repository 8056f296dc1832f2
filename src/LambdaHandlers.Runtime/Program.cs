return await LambdaHandlers.Runtime.CommandLine.Cli.RunAsync(args);
