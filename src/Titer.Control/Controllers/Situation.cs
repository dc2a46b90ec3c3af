using System.Collections.Immutable;
using Titer.Control.Estimators.Faults;
using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>
/// What controllers and interlocks decide on: the last measurement of each tag whatever its quality, the last estimate, the recipe's targets, and
/// the commands in force. A view that the loop owns and refreshes; nobody below changes it.
/// </summary>
public sealed class Situation
{
    public DateTimeOffset Now { get; set; }
    public Dictionary<Tag, Measurement> Measurements { get; } = [];
    public Dictionary<Tag, Target> Targets { get; } = [];
    public Dictionary<Tag, Command> InForce { get; } = [];
    public Estimate? Estimate { get; set; }

    /// <summary>
    /// Sensors that the estimator has found to fail, and why: their measurements stand above as the chips gave them, for the interlocks,
    /// which trust no model; nothing else may use them.
    /// </summary>
    public IReadOnlyDictionary<Tag, SensorFault> Isolated { get; set; } = new Dictionary<Tag, SensorFault>();

    /// <summary>Actuators that people hold by hand: what their controllers give for them is not carried out, and <see cref="InForce"/> says what
    /// is.</summary>
    public HashSet<Tag> ByHand { get; } = [];

    /// <summary>The end for which a strategy decides now; null while the recipe's own set points count.</summary>
    public DateTimeOffset? StrategyEnd { get; set; }

    /// <summary>Everything to its safe value: stopped, aborted, finished.</summary>
    public bool Stopped { get; set; }

    /// <summary>What an actuator that is by hand does; null while it is automatic. A controller starts again from there when it is given
    /// back.</summary>
    public double? Hand(Tag actuator) => ByHand.Contains(actuator) && InForce.TryGetValue(actuator, out Command? last) ? last.Value : null;

    /// <summary>Why what is planned for actuators will not be carried out, null when it will.</summary>
    public string? Handled(ImmutableArray<Tag> actuators)
    {
        foreach (Tag actuator in actuators)
            if (ByHand.Contains(actuator)) return $"{actuator} is by hand";
        return null;
    }

    /// <summary>Why an estimated variable is not known well enough, null when it is.</summary>
    /// <param name="limit">Largest relative standard uncertainty.</param>
    public string? TooUncertain(Tag tag, double limit)
    {
        double relative = Estimate!.Uncertainty(tag) / Math.Max(Estimate[tag], 1e-3);
        return relative > limit ? $"{tag} is known to {100 * relative:F0} % only" : null;
    }
}
