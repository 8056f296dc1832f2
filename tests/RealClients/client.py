"""boto3 against the runtime: lines of what|expected|actual."""
import base64, concurrent.futures, json, os, pathlib, tempfile, boto3
from botocore.config import Config

client = boto3.client("lambda", endpoint_url=os.environ["URL"], config=Config(retries={"max_attempts": 0}, read_timeout=60))


def show(what, expected, actual):
    print(f"{what}|{expected}|{actual}")


def invoke(event, name="Function", **more):
    return client.invoke(FunctionName=name, Payload=json.dumps(event, ensure_ascii=False).encode(), **more)


def value(answer):
    return json.loads(answer["Payload"].read())


def error(call):
    try:
        call()
        return "nothing"
    except client.exceptions.ClientError as raised:
        return f'{raised.response["ResponseMetadata"]["HTTPStatusCode"]} {raised.response["Error"]["Code"]}'


answer = invoke("Ada", LogType="Tail")
show("invoke", "hello Ada", value(answer))
show("version", "$LATEST", answer["ExecutedVersion"])
show("log tail", True, base64.b64decode(answer["LogResult"]).decode().startswith("START RequestId: " + answer["ResponseMetadata"]["RequestId"]))
show("log tail of 4,096 bytes", 4096, len(base64.b64decode(invoke("log", LogType="Tail")["LogResult"])))
show("unicode", "hello äö€😀 \"'\\ \u2028", value(invoke("äö€😀 \"'\\ \u2028")))
failed = invoke("fail")
show("function error", "Unhandled 200 InvalidOperationException", f'{failed["FunctionError"]} {failed["StatusCode"]} {value(failed)["errorType"]}')
show("exit", "Runtime exited with error: exit status 7", value(invoke("exit"))["errorMessage"].split("Error: ")[1])
show("timeout", "Task timed out after 1.00 seconds", value(invoke("hang", "Hang"))["errorMessage"].split("Error: ")[1])
show("answer of 6 MB and more", "Function.ResponseSizeTooLarge", value(invoke("large"))["errorType"])
show("client context", "Ada", value(invoke("context", ClientContext=base64.b64encode(b'{"custom":{"user":"Ada"}}').decode())))
show("client context that is no JSON", "400 InvalidRequestContentException", error(lambda: invoke("context", ClientContext=base64.b64encode(b"{").decode())))
show("no payload", "Unhandled", client.invoke(FunctionName="Function").get("FunctionError"))
arn = "arn:aws:lambda:us-east-1:123456789012:function:Function"
for name, qualifier in ("Function", ""), ("Function", "live"), ("Function:live", ""), (arn, ""), (arn + ":live", "live"), ("123456789012:function:Function", "$LATEST"):
    show(f"name {name} {qualifier}", arn + (":live" if "live" in name + qualifier else ":$LATEST" if qualifier else ""), value(invoke("arn", name, **({"Qualifier": qualifier} if qualifier else {}))))
show("unknown alias", "404 ResourceNotFoundException", error(lambda: invoke("Ada", Qualifier="none")))
show("unknown version", "404 ResourceNotFoundException", error(lambda: invoke("Ada", Qualifier="7")))
show("name against qualifier", "400 InvalidParameterValueException", error(lambda: invoke("Ada", "Function:live", Qualifier="$LATEST")))
show("unknown function", "404 ResourceNotFoundException", error(lambda: invoke("Ada", "Nobody")))
show("no JSON", "400 InvalidRequestContentException", error(lambda: client.invoke(FunctionName="Function", Payload=b"{")))
show("event of 6 MB", 6291456, value(invoke("x" * 6291454, "Size")))
show("one byte more", "413 RequestTooLargeException", error(lambda: invoke("x" * 6291455)))
show("Event", 202, invoke("Ada", InvocationType="Event")["StatusCode"])
show("Event of more than 1 MB", "413 RequestTooLargeException", error(lambda: invoke("x" * 1048575, InvocationType="Event")))
show("DryRun", 204, client.invoke(FunctionName="Function", InvocationType="DryRun")["StatusCode"])
client.put_function_concurrency(FunctionName="Function", ReservedConcurrentExecutions=1)
with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(3) as threads:
    end = pathlib.Path(folder, "end")
    answered = concurrent.futures.as_completed([threads.submit(error, lambda: invoke(str(end))) for _ in range(3)])
    outcomes = [next(answered).result(), next(answered).result()]  # The third is still busy, however long these took.
    end.touch()
    outcomes.append(next(answered).result())
show("reserved concurrency of 1, three callers", ["429 TooManyRequestsException"] * 2 + ["nothing"], sorted(outcomes))
client.put_function_concurrency(FunctionName="Function", ReservedConcurrentExecutions=10)
client.put_function_recursion_config(FunctionName="Function", RecursiveLoop="Allow")
show("recursion config", "Allow", client.get_function_recursion_config(FunctionName="Function")["RecursiveLoop"])
client.put_function_recursion_config(FunctionName="Function", RecursiveLoop="Terminate")
show("configuration", 512, client.get_function_configuration(FunctionName="Function")["MemorySize"])
show("list", ["Function", "Hang", "Size", "Web"], sorted(function["FunctionName"] for function in client.list_functions()["Functions"]))
