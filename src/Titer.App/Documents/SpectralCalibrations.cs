using Titer.App.Sites;
using Titer.Core;
using Titer.Records.Versions;
using Titer.Sensing.Raman.Calibration;

namespace Titer.App.Documents;

/// <summary>The versions of a site that are calibrations of spectra, as the sensing lab makes and compares them.</summary>
internal sealed class SpectralCalibrations(Site site)
{
    private readonly SiteDocuments _documents = new(site);

    /// <summary>All versions of calibrations, whatever chip they are of.</summary>
    public DocumentVersion[] All() => [.. _documents.All().Where(v => v.Kind == DocumentKind.Calibration)];

    /// <exception cref="InputException">There is no such version, or it is of another chip.</exception>
    public SpectralCalibration Find(string id)
    {
        (DocumentVersion version, byte[] content) = _documents.Find(id);
        return SpectralCalibration.FromJson(SiteDocuments.Text(version, content), version.Id);
    }
}
