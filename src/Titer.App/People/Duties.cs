using System.Collections.Frozen;
using Titer.Core;

namespace Titer.App.People;

/// <summary>What a person may be asked to do at a site.</summary>
internal enum Duty
{
    RunBatch, ConfirmStep, SignExecuted, SignReviewed, SignApproved, SignRejected,
    AddDocument, ReviewDocument, ApproveDocument, RetireDocument, ManagePeople, ReviewTrail,
}

/// <summary>
/// Segregation of duties: the one table of which role may do what, and the rules that no role overrides (21 CFR 11.10(d) and (g); Annex 11, 12.1). An administrator manages
/// accounts and has no part in making or releasing product.
/// </summary>
internal static class Duties
{
    private static readonly FrozenDictionary<Duty, Role[]> Table = new Dictionary<Duty, Role[]>
    {
        [Duty.RunBatch] = [Role.Operator, Role.Supervisor],
        [Duty.ConfirmStep] = [Role.Operator, Role.Supervisor],
        [Duty.SignExecuted] = [Role.Operator, Role.Supervisor],
        [Duty.SignReviewed] = [Role.Supervisor, Role.Quality],
        [Duty.SignApproved] = [Role.Quality],
        [Duty.SignRejected] = [Role.Supervisor, Role.Quality],
        [Duty.AddDocument] = [Role.Engineer],
        [Duty.ReviewDocument] = [Role.Engineer, Role.Supervisor, Role.Quality],
        [Duty.ApproveDocument] = [Role.Quality],
        [Duty.RetireDocument] = [Role.Quality],
        [Duty.ManagePeople] = [Role.Administrator],
        [Duty.ReviewTrail] = [Role.Quality],
    }.ToFrozenDictionary();

    /// <summary>The roles that may do it.</summary>
    public static IReadOnlyList<Role> Of(Duty duty) => Table[duty];

    public static bool May(IEnumerable<Role> roles, Duty duty) => roles.Any(Table[duty].Contains);

    /// <summary>Who executed may not review or approve the same thing, and who wrote it neither.</summary>
    /// <param name="before">Everybody who executed or wrote it.</param>
    public static bool IsIndependent(Person person, IEnumerable<Person> before) => before.All(b => b.Id != person.Id);

    /// <summary>The duty in words, to follow "may not".</summary>
    public static string Words(this Duty duty) => duty switch
    {
        Duty.RunBatch => "run a batch",
        Duty.ConfirmStep => "confirm a step",
        Duty.SignExecuted => "sign as executed",
        Duty.SignReviewed => "sign as reviewed",
        Duty.SignApproved => "sign as approved",
        Duty.SignRejected => "sign as rejected",
        Duty.AddDocument => "add a document",
        Duty.ReviewDocument => "review a document",
        Duty.ApproveDocument => "make a document effective",
        Duty.RetireDocument => "retire a document",
        Duty.ManagePeople => "manage accounts",
        Duty.ReviewTrail => "review the audit trail",
        _ => throw new ArgumentOutOfRangeException(nameof(duty)),
    };
}
