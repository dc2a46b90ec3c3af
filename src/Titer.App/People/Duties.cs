using System.Collections.Frozen;

namespace Titer.App.People;

/// <summary>What a person may be asked to do at a site, beside signing.</summary>
internal enum Duty { RunBatch, ManagePeople, ReviewTrail }

/// <summary>
/// Segregation of duties: which role may do what (21 CFR 11.10(d) and (g); Annex 11, 12.1). Who may sign a run is said by
/// <see cref="Records.Signatures.SignatureRules"/>. An administrator manages accounts and has no part in making or releasing product.
/// </summary>
internal static class Duties
{
    private static readonly FrozenDictionary<Duty, Role[]> Table = new Dictionary<Duty, Role[]>
    {
        [Duty.RunBatch] = [Role.Operator, Role.Supervisor],
        [Duty.ManagePeople] = [Role.Administrator],
        [Duty.ReviewTrail] = [Role.Quality],
    }.ToFrozenDictionary();

    /// <summary>The roles that may do it.</summary>
    public static IReadOnlyList<Role> Of(Duty duty) => Table[duty];

    public static bool May(IEnumerable<Role> roles, Duty duty) => roles.Any(Table[duty].Contains);

    /// <summary>The duty in words, to follow "may not".</summary>
    public static string Words(this Duty duty) => duty switch
    {
        Duty.RunBatch => "run a batch",
        Duty.ManagePeople => "manage accounts",
        Duty.ReviewTrail => "review the audit trail",
        _ => throw new ArgumentOutOfRangeException(nameof(duty)),
    };
}
