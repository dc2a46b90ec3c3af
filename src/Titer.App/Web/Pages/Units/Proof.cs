namespace Titer.App.Web.Pages.Units;

/// <summary>What a person types to prove again who they are; forgotten after each use.</summary>
public sealed class Proof
{
    public string Password { get; set; } = "";

    public string Code { get; set; } = "";

    public void Forget() => (Password, Code) = ("", "");
}
