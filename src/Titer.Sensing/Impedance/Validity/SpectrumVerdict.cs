using Titer.Core;

namespace Titer.Sensing.Impedance.Validity;

/// <summary>Why a spectrum is not what it should be.</summary>
public enum SpectrumFault
{
    None,
    /// <summary>The frame holds no whole spectrum.</summary>
    Incomplete,
    /// <summary>Only the stray capacitance of cables and input: no conducting path.</summary>
    OpenLead,
    /// <summary>The noise hides the impedance: a gas bubble, a loose or dry contact, no signal.</summary>
    Noise,
    /// <summary>A negative real part: power out of a passive object.</summary>
    Active,
    /// <summary>Real and imaginary part do not belong together: drift during the sweep, a distorted or wrongly signed signal.</summary>
    KramersKronig,
    /// <summary>All impedances rose by one factor since the last spectrum: gas covers a part of the electrodes.</summary>
    Bubble,
}

/// <summary>Whether a spectrum may be used.</summary>
/// <param name="Fault">The worst that was found.</param>
/// <param name="Quality">Failure: refused. OutOfSpecification: usable with care. Good.</param>
public readonly record struct SpectrumVerdict(SpectrumFault Fault, Quality Quality)
{
    public bool Refused => Quality.IsBad;

    public override string ToString() => Refused ? $"refused: {Quality.Reason}" : Quality.IsGood ? "valid" : $"valid with care: {Quality.Reason}";
}
