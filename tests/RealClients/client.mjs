// The AWS SDK for JavaScript against the runtime: lines of what|expected|actual.
import { LambdaClient, InvokeCommand, InvokeWithResponseStreamCommand } from "@aws-sdk/client-lambda";

const client = new LambdaClient({ region: "us-east-1", endpoint: process.env.URL, maxAttempts: 1 });
const invoke = (event, more = {}) => client.send(new InvokeCommand({ FunctionName: "Function", Payload: JSON.stringify(event), ...more }));
const text = answer => new TextDecoder().decode(answer.Payload);
const failure = promise => promise.then(() => "nothing", error => `${error.$metadata?.httpStatusCode} ${error.name}`);
const show = (what, expected, actual) => console.log(`${what}|${expected}|${actual}`);

const answer = await invoke("Ada", { LogType: "Tail" });
show("invoke", '"hello Ada"', text(answer));
show("log tail", true, Buffer.from(answer.LogResult, "base64").toString().includes(`REPORT RequestId: ${answer.$metadata.requestId}`));
show("unicode", "hello äö€😀", JSON.parse(text(await invoke("äö€😀"))));
show("qualifier", "arn:aws:lambda:us-east-1:123456789012:function:Function:live", JSON.parse(text(await invoke("arn", { Qualifier: "live" }))));
show("partial ARN", "arn:aws:lambda:us-east-1:123456789012:function:Function", JSON.parse(text(await invoke("arn", { FunctionName: "123456789012:function:Function" }))));
show("client context", '"Ada"', text(await invoke("context", { ClientContext: Buffer.from('{"custom":{"user":"Ada"}}').toString("base64") })));
show("function error", "Unhandled", (await invoke("fail")).FunctionError);
show("timeout", "Sandbox.Timedout", JSON.parse(text(await invoke("hang", { FunctionName: "Hang" }))).errorType);
show("Event", 202, (await invoke("Ada", { InvocationType: "Event" })).StatusCode);
show("DryRun", 204, (await invoke("Ada", { InvocationType: "DryRun" })).StatusCode);
show("unknown function", "404 ResourceNotFoundException", await failure(invoke("Ada", { FunctionName: "Nobody" })));
show("no JSON", "400 InvalidRequestContentException", await failure(invoke("", { Payload: "{" })));
show("6 MB and a byte", "413 RequestTooLargeException", await failure(invoke("x".repeat(6291455))));
const stream = await client.send(new InvokeWithResponseStreamCommand({ FunctionName: "Function", Payload: '"Ada"' })).catch(error => error);
show("response stream (not offered)", "404", stream.$metadata?.httpStatusCode);

// A chain: the SDK copies the lineage from the environment into its header, so that the runtime counts.
process.env.AWS_LAMBDA_FUNCTION_NAME = "Function";
const chain = async trace => { process.env._X_AMZN_TRACE_ID = trace; return await invoke("trace").then(text, error => error.name); };
let trace = JSON.parse(await chain("Root=1-6ac7d554-000000000000000000000000;Sampled=0"));
let passed = 1;
for (; passed < 30; passed++) {
  const answer = await chain(trace);
  if (answer === "RecursiveInvocationException") break;
  trace = JSON.parse(answer);
}
show("recursion stops after", 16, passed);
