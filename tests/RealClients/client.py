"""boto3 against the runtime: lines of what|expected|actual."""
import base64, json, os, boto3
from botocore.config import Config

client = boto3.client("lambda", endpoint_url=os.environ["URL"], config=Config(retries={"max_attempts": 0}, read_timeout=30))


def show(what, expected, actual):
    print(f"{what}|{expected}|{actual}")


answer = client.invoke(FunctionName="Function", Payload=json.dumps("Ada"), LogType="Tail")
show("invoke", "hello Ada", json.loads(answer["Payload"].read()))
show("version", "$LATEST", answer["ExecutedVersion"])
show("log tail", True, base64.b64decode(answer["LogResult"]).decode().startswith("START RequestId: " + answer["ResponseMetadata"]["RequestId"]))
failed = client.invoke(FunctionName="Function", Payload=json.dumps("fail"))
show("function error", "Unhandled InvalidOperationException", f'{failed["FunctionError"]} {json.loads(failed["Payload"].read())["errorType"]}')
show("client context", "Ada", json.loads(client.invoke(FunctionName="Function", Payload=json.dumps("context"), ClientContext=base64.b64encode(b'{"custom":{"user":"Ada"}}').decode())["Payload"].read()))
show("no payload", "Unhandled", client.invoke(FunctionName="Function").get("FunctionError"))
show("Event", 202, client.invoke(FunctionName="Function", Payload=json.dumps("Ada"), InvocationType="Event")["StatusCode"])
show("DryRun", 204, client.invoke(FunctionName="Function", InvocationType="DryRun")["StatusCode"])
for what, call in {
    "ResourceNotFoundException": lambda: client.invoke(FunctionName="Nobody"),
    "InvalidRequestContentException": lambda: client.invoke(FunctionName="Function", Payload=b"{"),
    "RequestTooLargeException": lambda: client.invoke(FunctionName="Function", Payload=json.dumps("x" * 6291556)),
}.items():
    try:
        call()
        show(what, what, "nothing")
    except client.exceptions.ClientError as error:
        show(what, what, error.response["Error"]["Code"])
client.put_function_concurrency(FunctionName="Function", ReservedConcurrentExecutions=0)
client.put_function_recursion_config(FunctionName="Function", RecursiveLoop="Allow")
show("recursion config", "Allow", client.get_function_recursion_config(FunctionName="Function")["RecursiveLoop"])
client.put_function_recursion_config(FunctionName="Function", RecursiveLoop="Terminate")
client.put_function_concurrency(FunctionName="Function", ReservedConcurrentExecutions=10)
show("configuration", 512, client.get_function_configuration(FunctionName="Function")["MemorySize"])
