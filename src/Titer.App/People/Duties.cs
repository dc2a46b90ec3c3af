using System.Collections.Frozen;
using Titer.Records.Signatures;
using Titer.Records.Versions;

namespace Titer.App.People;

/// <summary>What a person may be asked to do at a site.</summary>
internal enum Duty
{
    RunBatch, ConfirmStep, AcknowledgeAlarm, ShelveAlarm, ServiceAlarm, SignExecuted, SignReviewed, SignApproved, SignRejected, AssessAlarms, VoidSignature,
    ReadRecord, AddDocument, ReviewDocument, ApproveDocument, RetireDocument, ManagePeople, ReadTrail, ReviewTrail, UseLaboratory,
}

/// <summary>
/// Segregation of duties: which role may do what (21 CFR 11.10(d) and (g); Annex 11, 12.1). For signatures and versions it is what
/// <see cref="SignatureRules"/> and <see cref="DocumentRules"/> say, by which a record is also verified. An administrator manages accounts and has no
/// part in making or releasing product.
/// </summary>
internal static class Duties
{
    private static readonly FrozenDictionary<Duty, Role[]> Table = new Dictionary<Duty, Role[]>
    {
        [Duty.RunBatch] = [Role.Operator, Role.Supervisor],
        [Duty.ConfirmStep] = [Role.Operator, Role.Supervisor],
        [Duty.AcknowledgeAlarm] = [Role.Operator, Role.Supervisor],
        [Duty.ShelveAlarm] = [Role.Operator, Role.Supervisor],
        [Duty.ServiceAlarm] = [Role.Supervisor, Role.Engineer],
        [Duty.SignExecuted] = Named(SignatureRules.Roles(SignatureMeaning.Executed)),
        [Duty.SignReviewed] = Named(SignatureRules.Roles(SignatureMeaning.Reviewed)),
        [Duty.SignApproved] = Named(SignatureRules.Roles(SignatureMeaning.Approved)),
        [Duty.SignRejected] = Named(SignatureRules.Roles(SignatureMeaning.Rejected)),
        [Duty.AssessAlarms] = Named(AssessmentRules.Roles),
        // One's own, or quality any.
        [Duty.VoidSignature] = [Role.Operator, Role.Supervisor, Role.Quality],
        [Duty.ReadRecord] = [Role.Operator, Role.Supervisor, Role.Engineer, Role.Quality],
        [Duty.AddDocument] = Named(DocumentRules.Roles(DocumentState.Draft)),
        [Duty.ReviewDocument] = Named(DocumentRules.Roles(DocumentState.Reviewed)),
        [Duty.ApproveDocument] = Named(DocumentRules.Roles(DocumentState.Effective)),
        [Duty.RetireDocument] = Named(DocumentRules.Roles(DocumentState.Retired)),
        [Duty.ManagePeople] = [Role.Administrator],
        [Duty.ReadTrail] = [Role.Supervisor, Role.Quality, Role.Administrator],
        [Duty.ReviewTrail] = [Role.Quality],
        [Duty.UseLaboratory] = [Role.Engineer, Role.Quality],
    }.ToFrozenDictionary();

    /// <summary>The roles that may do it.</summary>
    public static IReadOnlyList<Role> Of(Duty duty) => Table[duty];

    public static bool May(IEnumerable<Role> roles, Duty duty) => roles.Any(Table[duty].Contains);

    /// <summary>What it takes to bring a version into a state.</summary>
    public static Duty ToBring(DocumentState state) => state switch
    {
        DocumentState.Reviewed => Duty.ReviewDocument,
        DocumentState.Effective => Duty.ApproveDocument,
        DocumentState.Retired => Duty.RetireDocument,
        _ => Duty.AddDocument,
    };

    /// <summary>The duty in words, to follow "may not".</summary>
    public static string Words(this Duty duty) => duty switch
    {
        Duty.RunBatch => "run a batch",
        Duty.ConfirmStep => "confirm a step",
        Duty.AcknowledgeAlarm => "acknowledge an alarm",
        Duty.ShelveAlarm => "shelve an alarm",
        Duty.ServiceAlarm => "take an alarm out of service",
        Duty.SignExecuted => "sign as executed",
        Duty.SignReviewed => "sign as reviewed",
        Duty.SignApproved => "sign as approved",
        Duty.SignRejected => "sign as rejected",
        Duty.AssessAlarms => "assess alarms",
        Duty.VoidSignature => "make a signature void",
        Duty.ReadRecord => "read batch records",
        Duty.AddDocument => "add a document",
        Duty.ReviewDocument => "review a document",
        Duty.ApproveDocument => "make a document effective",
        Duty.RetireDocument => "retire a document",
        Duty.ManagePeople => "manage accounts",
        Duty.ReadTrail => "read the audit trail",
        Duty.ReviewTrail => "review the audit trail",
        Duty.UseLaboratory => "work in the sensing lab",
        _ => throw new ArgumentOutOfRangeException(nameof(duty)),
    };

    private static Role[] Named(IEnumerable<string> words) =>
        [.. words.Select(w => Roles.TryParse(w, out Role role) ? role : throw new InvalidDataException($"'{w}' is no role."))];
}
