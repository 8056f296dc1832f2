#!/usr/bin/env bash
# curl and what a browser sends against a function URL: lines of what|expected|actual. WEB is the URL.
set -uo pipefail
show() { echo "$1|$2|$3"; }
get() { curl -s -m 20 "$@"; }
field() { python3 -c 'import json,sys; j=json.load(sys.stdin)
for key in sys.argv[1].split("."): j=j[key]
print(j if isinstance(j, str) else json.dumps(j, ensure_ascii=False, sort_keys=True))' "$1"; }
browser=(-H "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0" -H "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8" -H "Accept-Language: de,en;q=0.5" -H "Sec-Fetch-Mode: navigate" -H "Origin: https://example.org" --compressed)

show "path as sent" "/a/b%20c%2Fd" "$(get --path-as-is "$WEB/a/b%20c%2Fd?x=1" | field rawPath)"
show "query as sent" "x=1&x=2&X=%C3%A4+b&y=&z" "$(get "$WEB/?x=1&x=2&X=%C3%A4+b&y=&z" | field rawQueryString)"
show "query parameters" '{"X": "ä b", "x": "1,2", "y": "", "z": ""}' "$(get "$WEB/?x=1&x=2&X=%C3%A4+b&y=&z" | field queryStringParameters)"
show "header twice" "1,2" "$(get -H "X-Many: 1" -H "x-many: 2" "$WEB/" | field headers.x-many | tr -d ' ')"
show "cookies" '["a=1", "b=2"]' "$(get -H "Cookie: a=1; b=2" "$WEB/" | field cookies)"
show "JSON body" '{"ä":1}' "$(get -H "Content-Type: application/json" -d '{"ä":1}' "$WEB/" | field body)"
show "form body" "$(printf 'a=1&b=%%20' | base64)" "$(get -d 'a=1&b=%20' "$WEB/" | field body)"
show "binary body" "$(printf '\0\377\r\n' | base64)" "$(printf '\0\377\r\n' | get -H "Content-Type: application/octet-stream" --data-binary @- "$WEB/" | field body)"
show "chunked body" "hello" "$(printf hello | get -H "Content-Type: text/plain" -H "Transfer-Encoding: chunked" --data-binary @- "$WEB/" | field body)"
for method in GET POST PUT PATCH DELETE OPTIONS; do show "$method" $method "$(get -X $method "$WEB/" | field requestContext.http.method)"; done
show "HEAD" 200 "$(get -I -o /dev/null -w '%{http_code}' "$WEB/")"
show "browser" 200 "$(get "${browser[@]}" -o /dev/null -w '%{http_code}' "$WEB/page")"
show "browser's cookie is kept" '["session=x"]' "$(get "${browser[@]}" -b "session=x" "$WEB/" | field cookies)"
show "favicon" "/favicon.ico" "$(get "${browser[@]}" "$WEB/favicon.ico" | field rawPath)"
show "text" '"text" application/json' "$(get -w ' %{content_type}' "$WEB/text")"
show "bytes" "$(printf '\0\377\r\n' | base64) image/png" "$(get "$WEB/bytes" | base64) $(get -o /dev/null -w '%{content_type}' "$WEB/bytes")"
show "cookies and redirect" "302 a=1; Path=/ b=2" "$(get -i "$WEB/cookies" | tr -d '\r' | awk '/^HTTP/{print $2} tolower($1)=="set-cookie:"{sub(/^[^:]*: /,""); print}' | xargs)"
show "redirect followed" '"text"' "$(get -L "$WEB/cookies")"
show "function error" "502 Internal Server Error" "$(get -w '%{http_code} ' -o /tmp/$$ "$WEB/fail"; cat /tmp/$$; rm /tmp/$$)"
show "6 MB and a byte" 413 "$(head -c 6291457 /dev/zero | get -H "Expect:" -H "Content-Type: text/plain" --data-binary @- -o /dev/null -w '%{http_code}' "$WEB/")"
