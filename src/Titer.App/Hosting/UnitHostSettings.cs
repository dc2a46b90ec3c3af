namespace Titer.App.Hosting;

/// <summary>Where a server finds recipes and keeps runs.</summary>
/// <param name="Key">File of the key that signs the records; null for the user's own.</param>
/// <param name="Spool">As <c>--spool</c>: MiB; null for the usual bound.</param>
internal sealed record UnitHostSettings(string Runs, string Recipes, string? Key = null, string? Spool = null);
