using System.CommandLine;
using System.Text.Json;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>What functions have cost.</summary>
static class BillCommand
{
    public static Command Create()
    {
        var command = new Command("bill", "What the functions that run in another terminal have cost.") { SharedOptions.Url, SharedOptions.Json };
        command.SetAction(async (line, cancelled) =>
        {
            var bills = await RunningHost.GetAsync(line, "bill", cancelled);
            if (line.GetValue(SharedOptions.Json)) Screen.Json(bills);
            else Show(bills);
        });
        return command;
    }

    /// <summary>Bills by the names of their functions, as the host gives them.</summary>
    public static void Show(JsonElement bills) => Screen.Table(
        ["Function", "Invocations", "Cold", "Billed ms", "GB-s", "Max MB", "$", "$ per million"],
        from function in bills.EnumerateObject()
        let bill = function.Value
        let dollars = bill.GetProperty("Dollars").GetDecimal()
        let requests = bill.GetProperty("Requests").GetInt32()
        select (string[])
        [
            function.Name, $"{requests}", $"{bill.GetProperty("ColdStarts")}", $"{bill.GetProperty("BilledMilliseconds")}", $"{bill.GetProperty("GigabyteSeconds").GetDecimal():F3}",
            $"{bill.GetProperty("MaxMemoryUsed")}", $"{dollars:F7}", requests == 0 ? "" : $"{dollars / requests * 1_000_000:F2}",
        ]);
}
