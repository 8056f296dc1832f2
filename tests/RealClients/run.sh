#!/usr/bin/env bash
# The runtime with the clients people really use. Not part of the test suite: some of them are installed on the fly, and what is missing is skipped with its reason.
#   tests/RealClients/run.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../.. && pwd)
work=$(mktemp -d)
tool="dotnet $root/src/LambdaHandlers.Runtime/bin/Debug/net10.0/LambdaHandlers.Runtime.dll"
export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true AWS_MAX_ATTEMPTS=1
trap 'kill $host 2>/dev/null; wait $host 2>/dev/null; rm -rf "$work"' EXIT

dotnet build "$root/src/LambdaHandlers.Runtime" -nologo -v q -clp:NoSummary || exit 1
dotnet build "$root/tests/RealClients/Function" -nologo -v q -clp:NoSummary || exit 1
$tool run --dir "$root/tests/RealClients/Function/bin/Debug/net10.0" --template "$root/tests/RealClients/Function/template.yaml" --port 0 --json > "$work/host" & host=$!
for _ in $(seq 100); do [ -s "$work/host" ] && break; sleep 0.1; done
export URL=$(head -1 "$work/host" | sed -E 's/^\{"url":"([^"]*)".*/\1/')
export WEB=$(head -1 "$work/host" | sed -E 's/.*"name":"Web","[Uu]rl":"([^"]*)".*/\1/')

passed=0 failed=0
row() { # client, what, expected, actual
    if [ "$3" = "$4" ]; then passed=$((passed + 1)); echo "| $1 | $2 | ok |"; else failed=$((failed + 1)); echo "| $1 | $2 | FAILED: expected $3, found $4 |"; fi
}
skip() { echo "| $1 | | skipped: $2 |"; }
echo "| client | call | result |"; echo "|---|---|---|"

for aws in $(which -a aws | xargs -rn1 realpath | sort -u); do
    aws() { command "$aws" "$@"; }
    name="aws-cli $(aws --version 2>&1 | sed -E 's#aws-cli/([0-9.]+).*#\1#')"
    raw=""; aws --version 2>&1 | grep -q "aws-cli/2" && raw="--cli-binary-format raw-in-base64-out"
    cli() { aws lambda invoke --endpoint-url "$URL" $raw --function-name Function "$@" "$work/out" 2>&1; }
    cli --payload '"Ada"' > "$work/meta"; row "$name" invoke '"hello Ada"' "$(cat "$work/out")"
    row "$name" "log tail" 1 "$(cli --payload '"Ada"' --log-type Tail --query LogResult --output text | base64 -d | grep -c '^REPORT RequestId')"
    row "$name" "function error" Unhandled "$(cli --payload '"fail"' --query FunctionError --output text)"
    row "$name" "timeout" Unhandled "$(cli --function-name Hang --payload '"hang"' --query FunctionError --output text)"
    row "$name" Event 202 "$(cli --payload '"Ada"' --invocation-type Event --query StatusCode --output text)"
    row "$name" DryRun 204 "$(cli --payload '"Ada"' --invocation-type DryRun --query StatusCode --output text)"
    row "$name" "unknown function" 1 "$(aws lambda invoke --endpoint-url "$URL" --function-name Nobody "$work/out" 2>&1 | grep -c ResourceNotFoundException)"
    row "$name" list-functions "Function Hang Size Web" "$(aws lambda list-functions --endpoint-url "$URL" --query 'sort(Functions[].FunctionName)' --output text | xargs)"
    row "$name" "by ARN" '"hello Eve"' "$(aws lambda invoke --endpoint-url "$URL" $raw --function-name arn:aws:lambda:us-east-1:123456789012:function:Function --payload '"Eve"' "$work/out" > /dev/null; cat "$work/out")"
done
command -v aws > /dev/null || skip aws-cli "not installed"

if command -v curl > /dev/null && command -v python3 > /dev/null; then
    while IFS='|' read -r what expected actual; do row "curl $(curl --version | cut -d' ' -f2 | head -1)" "$what" "$expected" "$actual"; done < <(./url.sh)
else skip curl "needs curl and python3"; fi

if python3 -c "import boto3" 2> /dev/null; then
    name="boto3 $(python3 -c 'import boto3; print(boto3.__version__)')"
    while IFS='|' read -r what expected actual; do row "$name" "$what" "$expected" "$actual"; done < <(python3 client.py)
else skip boto3 "not installed"; fi

if command -v npm > /dev/null; then
    cp client.mjs "$work" && cd "$work" && echo '{"type":"module"}' > package.json
    if timeout 120 npm install --silent @aws-sdk/client-lambda > "$work/npm" 2>&1; then
        name="AWS SDK for JavaScript $(node -p "JSON.parse(require('fs').readFileSync('$work/node_modules/@aws-sdk/client-lambda/package.json')).version" 2> /dev/null)"
        while IFS='|' read -r what expected actual; do row "$name" "$what" "$expected" "$actual"; done < <(node client.mjs 2> /dev/null)
    else skip "AWS SDK for JavaScript" "npm install failed"; fi

    # The runtime client of Node.js is C++ underneath: it is compiled when it is installed.
    if command -v autoreconf > /dev/null && timeout 400 npm install --silent aws-lambda-ric@3 > "$work/npm" 2>&1; then
        echo 'exports.handler = async (event, context) => { if (event === "fail") throw new TypeError("no"); return { hello: event, id: context.awsRequestId.length, left: context.getRemainingTimeInMillis() > 0 } };
exports.streamed = awslambda.streamifyResponse(async (event, stream) => { for (const part of ["1,", "2,", "3"]) stream.write(part); stream.end(); });' > "$work/index.cjs"
        name="Node runtime client $(node -p "JSON.parse(require('fs').readFileSync('$work/node_modules/aws-lambda-ric/package.json')).version")"
        ric() { $tool invoke --dir "$work" --command "$(command -v node)" --command "$work/node_modules/aws-lambda-ric/bin/index.mjs" --command "${2:-index.handler}" --handler "${2:-index.handler}" --memory 512 -e "$1" 2> /dev/null; }
        row "$name" invoke '{"hello":"Ada","id":36,"left":true}' "$(ric '"Ada"')"
        row "$name" "function error" 1 "$(ric '"fail"' | grep -c '"errorType":"TypeError"')"
        row "$name" "streamed answer" 1,2,3 "$(ric '"x"' index.streamed)"
    else skip "Node runtime client" "needs autoconf, automake, libtool, cmake and g++ ($(tail -1 "$work/npm" | cut -c1-80))"; fi
else skip "AWS SDK for JavaScript, Node runtime client" "npm is not installed"; fi

echo; echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
