using Titer.Core;

namespace Titer.Field;

/// <summary>
/// The world outside the loop: chips to read, equipment to command. Implementations are the simulated plant, files of recorded
/// data, and a record that is replayed; they own no clock, the loop says what time it is.
/// </summary>
public interface IField
{
    /// <summary>Appends the frames that arrived up to <paramref name="now"/>; false when there will never be another.</summary>
    bool Read(DateTimeOffset now, List<Frame> frames);

    /// <summary>Hands the tick's commands to the equipment.</summary>
    void Act(DateTimeOffset now, IReadOnlyList<Command> commands);
}
