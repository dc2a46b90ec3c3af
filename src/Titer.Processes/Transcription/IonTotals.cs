using Titer.Numerics;

namespace Titer.Processes.Transcription;

/// <summary>What the fast equilibria share out, mmol/L: total dissolved amounts, and the protons bound (positive) or hydroxide left
/// (negative).</summary>
/// <param name="Nucleotides">All four NTPs and the cap analogue, which binds as they do.</param>
/// <param name="Protons">
/// Protons bound to the fully deprotonated species plus free protons less hydroxide, from electroneutrality:
/// 4 NTP + 4 PPi + 4 EDTA + 2 Pi + RNA phosphates + anions - cations - 2 Mg.
/// </param>
public readonly record struct IonTotals<T>(T Nucleotides, T Pyrophosphate, T Phosphate, T Buffer, T Edta, T Magnesium, T Protons)
    where T : struct, IScalar<T>;
