using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LambdaHandlers.Benchmarks;
using LambdaHandlers.Benchmarks.Workloads;

if (Array.IndexOf(args, "--repository") is var at and >= 0)
{
    Repositories.Folder = args[at + 1];
    args = [.. args[..at], .. args[(at + 2)..]];
}
switch (args)
{
    case ["cpu", .. var words]: await ProcessorTime.Print(words); return;
    case ["compiler", .. var words]: Compiler.Print(words); return;
    case ["secrets"]: await SecretsTime.Print(); return;
}

// In this process: the peers are loaded from their packages' folders, and nothing is built while it runs.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithEvaluateOverhead(false).WithGcForce(false))
    .HideColumns(Column.Error, Column.RatioSD, Column.Job, Column.InvocationCount, Column.IterationCount, Column.Toolchain, Column.UnrollFactor, Column.WarmupCount)
    .AddColumn(StatisticColumn.Min, StatisticColumn.Median);
BenchmarkSwitcher.FromAssembly(typeof(Peers).Assembly).Run(args is [] ? ["--filter", "*"] : args, config);
