using Titer.Core;
using Titer.Field;

namespace Titer.Plant.Tests.Evidence;

/// <summary>The simulated plant whose raw frames of one source are changed on their way: a fault that no chip knows of.</summary>
internal sealed class FailingField(IField plant, string source, Func<DateTimeOffset, Frame, Frame> change) : IField
{
    public bool Read(DateTimeOffset now, List<Frame> frames)
    {
        bool read = plant.Read(now, frames);
        for (int i = 0; i < frames.Count; i++)
            if (frames[i].Source == source) frames[i] = change(now, frames[i]);
        return read;
    }

    public void Act(DateTimeOffset now, IReadOnlyList<Command> commands) => plant.Act(now, commands);
}
