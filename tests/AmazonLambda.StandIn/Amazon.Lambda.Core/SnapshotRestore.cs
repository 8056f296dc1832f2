namespace Amazon.Lambda.Core;

/// <summary>Hooks around SnapStart's snapshot.</summary>
public static class SnapshotRestore
{
    static readonly List<Func<ValueTask>> BeforeSnapshot = [];
    static readonly List<Func<ValueTask>> AfterRestore = [];

    /// <summary>Runs before the snapshot is taken; the last one registered first.</summary>
    public static void RegisterBeforeSnapshot(Func<ValueTask> beforeSnapshotAction) => BeforeSnapshot.Add(beforeSnapshotAction);

    /// <summary>Runs after each restore, in the order of registration.</summary>
    public static void RegisterAfterRestore(Func<ValueTask> afterRestoreAction) => AfterRestore.Add(afterRestoreAction);

    internal static async Task RunBeforeSnapshot()
    {
        foreach (var action in Enumerable.Reverse(BeforeSnapshot)) await action();
    }

    internal static async Task RunAfterRestore()
    {
        foreach (var action in AfterRestore) await action();
    }
}
