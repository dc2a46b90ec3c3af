namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// What a circuit is made of. Impedances with w the angular frequency (1/s); symbols and definitions as in J. R. Macdonald, Impedance
/// Spectroscopy (1987), and A. Lasia, Electrochemical Impedance Spectroscopy and its Applications (2014).
/// </summary>
public enum ElementKind
{
    /// <summary><c>R</c>: Z = R.</summary>
    Resistor,
    /// <summary><c>C</c>: Z = 1 / (jwC).</summary>
    Capacitor,
    /// <summary><c>L</c>: Z = jwL.</summary>
    Inductor,
    /// <summary><c>CPE</c> or <c>Q</c>, constant phase: Z = 1 / (Q (jw)^alpha).</summary>
    ConstantPhase,
    /// <summary><c>W</c>, half-infinite diffusion: Z = sigma (1 - j) / sqrt(w) (E. Warburg, Ann. Phys. 303 (1899) 493).</summary>
    Warburg,
    /// <summary><c>Wo</c>, diffusion to a wall: Z = Z0 coth(s) / s with s = sqrt(jw tau).</summary>
    WarburgOpen,
    /// <summary><c>Ws</c>, diffusion to a sink: Z = Z0 tanh(s) / s with s = sqrt(jw tau).</summary>
    WarburgShort,
    /// <summary><c>G</c>, diffusion with reaction: Z = R / sqrt(1 + jw tau) (H. Gerischer, Z. Phys. Chem. 198 (1951) 286).</summary>
    Gerischer,
    /// <summary><c>CC</c>, a depressed arc: Z = R / (1 + (jw tau)^alpha) (K. S. Cole, R. H. Cole, J. Chem. Phys. 9 (1941) 341).</summary>
    ColeCole,
}
