namespace Titer.App.Web.Pages.Recipes;

/// <summary>What a person typed to sign.</summary>
/// <param name="Code">Of the second factor; empty for none.</param>
public sealed record SignedWith(string Reason, string Password, string Code)
{
    // A password is in no log, whatever prints this.
    public override string ToString() => Reason;
}
