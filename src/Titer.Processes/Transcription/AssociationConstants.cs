using Titer.Numerics;
using P = Titer.Processes.Transcription.IvtParameter;

namespace Titer.Processes.Transcription;

/// <summary>
/// Cumulative association constants in powers of L/mmol: coefficient of each complex in the polynomials of free magnesium m and protons h.
/// </summary>
internal readonly struct AssociationConstants<T> where T : struct, IScalar<T>
{
    /// <param name="p">Parameters of <see cref="InVitroTranscription"/>, stepwise constants in L/mol.</param>
    public AssociationConstants(ReadOnlySpan<T> p)
    {
        const double perMillimolar = 1e-3;
        HN = p[P.ProtonNucleotide] * perMillimolar;
        HMN = HN * p[P.MagnesiumProtonNucleotide] * perMillimolar;
        MN = p[P.MagnesiumNucleotide] * perMillimolar;
        MMN = MN * p[P.SecondMagnesiumNucleotide] * perMillimolar;
        HP = p[P.ProtonPyrophosphate] * perMillimolar;
        HMP = HP * p[P.MagnesiumProtonPyrophosphate] * perMillimolar;
        HHP = HP * p[P.SecondProtonPyrophosphate] * perMillimolar;
        HHMP = HHP * p[P.MagnesiumSecondProtonPyrophosphate] * perMillimolar;
        MP = p[P.MagnesiumPyrophosphate] * perMillimolar;
        MMP = MP * p[P.SecondMagnesiumPyrophosphate] * perMillimolar;
        MF = p[P.MagnesiumPhosphate] * perMillimolar;
        HF = p[P.ProtonPhosphate] * perMillimolar;
        HE = p[P.ProtonEdta] * perMillimolar;
        HHE = HE * p[P.SecondProtonEdta] * perMillimolar;
        ME = p[P.MagnesiumEdta] * perMillimolar;
        HB = T.Exp(p[P.BufferPK] * Math.Log(10)) * perMillimolar;
    }

    private AssociationConstants(ReadOnlySpan<double> v) =>
        (HN, HMN, MN, MMN, HP, HMP, HHP, HHMP, MP, MMP, MF, HF, HE, HHE, ME, HB) =
            (v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13], v[14], v[15]);

    // N nucleotide, P pyrophosphate, F phosphate, E EDTA, B buffer; H proton, M magnesium.
    public readonly T HN, HMN, MN, MMN, HP, HMP, HHP, HHMP, MP, MMP, MF, HF, HE, HHE, ME, HB;

    public AssociationConstants<Real> Values => new(
        [HN.Value, HMN.Value, MN.Value, MMN.Value, HP.Value, HMP.Value, HHP.Value, HHMP.Value, MP.Value, MMP.Value, MF.Value, HF.Value,
            HE.Value, HHE.Value, ME.Value, HB.Value]);
}
