using System.Collections.Immutable;
using Titer.App.Sites;
using Titer.Core;
using Titer.Records;
using Titer.Records.Signatures;
using Titer.Records.Trail;

namespace Titer.App.Reviews;

/// <summary>What the trail of a site notes of signatures on runs, read anew only when the trail has grown. Not thread-safe.</summary>
internal sealed class TrailNotes(Site site)
{
    private string _head = "", _broken = "";
    private ImmutableArray<Event> _notes = [];

    /// <summary>Reads what is new. A trail that is broken, or is not there, is a sentence for every run.</summary>
    public void Refresh()
    {
        try
        {
            using IRecord record = site.Settings.Trail.Open();
            string head = Convert.ToHexStringLower(record.Head.Span);
            if (head == _head) return;
            var trail = new AuditTrail(record, site.Clock);
            Verification found = trail.Check().Result;
            _broken = found.Ok ? "" : $"The audit trail of the site is {found}";
            _notes = found.Ok ? [.. trail.Events().Select(e => e.Event).Where(e => e.Code == SigningNote.Signed)] : [];
            _head = found.Ok ? head : "";
        }
        catch (Exception e) when (e is InputException or IOException)
        {
            (_head, _broken) = ("", e.Message);
        }
    }

    /// <summary>What record and trail do not agree in; empty when they agree.</summary>
    public string Disagreement(IRecord record, RecordPlace place, SignatureLedger signatures) =>
        _broken.Length > 0 ? _broken : SigningNotes.Compare(record, place.Whole, signatures, _notes).Disagreement;
}
