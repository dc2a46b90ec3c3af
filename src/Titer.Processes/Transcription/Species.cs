using Titer.Numerics;

namespace Titer.Processes.Transcription;

/// <summary>Free ions, and the share of each total that is in the complexes which the kinetics read; mmol/L, shares 0 to 1.</summary>
/// <param name="MagnesiumNucleotide">Share of the nucleotides that is MgNTP(2-), the substrate.</param>
/// <param name="MagnesiumPyrophosphate">Share of pyrophosphate that is MgPPi(2-).</param>
/// <param name="DimagnesiumPyrophosphate">Share of pyrophosphate that is Mg2PPi, what crystallises.</param>
/// <param name="IonicStrength">Of NTP, PPi, Pi and Mg species without the monovalent ions, mmol/L.</param>
public readonly record struct Species<T>(
    T Magnesium, T Protons, T MagnesiumNucleotide, T MagnesiumPyrophosphate, T DimagnesiumPyrophosphate, T IonicStrength)
    where T : struct, IScalar<T>;
