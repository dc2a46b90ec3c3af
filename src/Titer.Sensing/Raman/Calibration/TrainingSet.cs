using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>Spectra with the reference values of one analyte, and which of them belong together.</summary>
/// <param name="Spectra">One spectrum per row on <paramref name="Axis"/>, finite.</param>
/// <param name="Reference">One value per spectrum, finite, in <paramref name="Unit"/>.</param>
/// <param name="Fold">Per spectrum the part of the outer cross-validation in which it is left out, from 0.</param>
/// <param name="Group">Per spectrum the batch or sample, from 0: the inner cross-validation leaves out no less than one.</param>
public sealed record TrainingSet(
    RowMatrix Spectra, SpectralAxis Axis, string Target, Unit Unit, double[] Reference, int[] Fold, int[] Group)
{
    public int Samples => Reference.Length;

    /// <summary>SHA-256 of axis, spectra, target, unit and reference values.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Target} {Unit.Code} {Spectra.Rows} {Spectra.Columns}"));
        hash.AppendData(MemoryMarshal.AsBytes(Axis.Wavenumbers.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes<double>(Spectra.Values));
        hash.AppendData(MemoryMarshal.AsBytes<double>(Reference));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
