using Titer.Batch;
using Titer.Core;

namespace Titer.App.Runs;

/// <summary>What is looked at before a batch is started, from a command or a page.</summary>
internal static class BatchStart
{
    /// <summary>A recipe that may be run.</summary>
    /// <exception cref="InputException">It cannot be read, or the dry run finds an error.</exception>
    public static Recipe Load(string path)
    {
        Recipe loaded = Recipe.Load(path);
        return DryRun.Check(loaded).Findings.FirstOrDefault(f => f.Severity == FindingSeverity.Error) is { } finding
            ? throw new InputException(finding.ToString())
            : loaded;
    }
}
