using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>A field that gives the frames of files at their own times. It has no equipment.</summary>
public sealed class FileField(ImmutableArray<Frame> recorded) : IField
{
    private int _next;

    /// <summary>Time of the next frame, null after the last.</summary>
    public DateTimeOffset? NextTime => _next < recorded.Length ? recorded[_next].Time : null;

    public bool Read(DateTimeOffset now, List<Frame> frames)
    {
        while (_next < recorded.Length && recorded[_next].Time <= now) frames.Add(recorded[_next++]);
        return _next < recorded.Length;
    }

    public void Act(DateTimeOffset now, IReadOnlyList<Command> commands)
    {
        if (commands.Count > 0) throw new InvalidOperationException("Files cannot be commanded.");
    }
}
