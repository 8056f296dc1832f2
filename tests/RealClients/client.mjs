// The AWS SDK for JavaScript against the runtime: lines of what|expected|actual.
import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda";

const client = new LambdaClient({ region: "us-east-1", endpoint: process.env.URL, maxAttempts: 1 });
const invoke = (event, more = {}) => client.send(new InvokeCommand({ FunctionName: "Function", Payload: JSON.stringify(event), ...more }));
const text = answer => new TextDecoder().decode(answer.Payload);
const show = (what, expected, actual) => console.log(`${what}|${expected}|${actual}`);

show("invoke", '"hello Ada"', text(await invoke("Ada")));
show("log tail", true, Buffer.from((await invoke("Ada", { LogType: "Tail" })).LogResult, "base64").toString().includes("REPORT RequestId"));
show("function error", "Unhandled", (await invoke("fail")).FunctionError);
show("Event", 202, (await invoke("Ada", { InvocationType: "Event" })).StatusCode);
show("DryRun", 204, (await invoke("Ada", { InvocationType: "DryRun" })).StatusCode);
show("ResourceNotFoundException", "ResourceNotFoundException", await invoke("Ada", { FunctionName: "Nobody" }).catch(error => error.name));

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
