using System.Text;
using Titer.App.People;
using Titer.App.Tests.Sites;
using Titer.Core;

namespace Titer.App.Tests.People;

/// <summary>Codes of an authenticator app (RFC 6238) beside the password.</summary>
public sealed class SecondFactorTests
{
    // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code)
    {
        byte[] key = Encoding.ASCII.GetBytes("12345678901234567890");
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, TimeBasedCode.At(key, time));
        Assert.Equal(seconds / 30, TimeBasedCode.StepOf(code, key, time, 0));
        Assert.Equal(seconds / 30, TimeBasedCode.StepOf(code, key, time.AddSeconds(30), 0));
        Assert.Null(TimeBasedCode.StepOf(code, key, time.AddSeconds(61), 0));
        Assert.Null(TimeBasedCode.StepOf(code, key, time, seconds / 30));
    }

    // RFC 4648, section 10.
    [Theory]
    [InlineData("MZXW6YTB", "fooba")]
    [InlineData("MZXW6YTBOI", "foobar")]
    public void Keys_are_base_32(string text, string bytes) => Assert.Equal(bytes, Encoding.ASCII.GetString(TimeBasedCode.FromBase32(text)));

    [Fact]
    public void An_account_with_a_second_factor_asks_for_its_code_and_takes_each_code_once()
    {
        using var site = new TestSite();
        Identified bob = site.Add("bob", Role.Quality);
        string key = site.Administration.BeginSecondFactor(bob);
        Assert.StartsWith("otpauth://totp/Titer%20plant:bob?secret=" + key, TimeBasedCode.Uri("Titer plant", "bob", key), StringComparison.Ordinal);
        site.LogIn("bob");
        Assert.Throws<InputException>(() => site.Administration.ConfirmSecondFactor(bob, "000000"));
        string[] recovery = site.Administration.ConfirmSecondFactor(bob, Code());
        Assert.Equal("on", site.Last(PeopleAdministration.FactorOn).Data["new"]);

        Assert.Equal(AdmissionStatus.CodeNeeded, site.People.Authenticate("bob", TestSite.Password).Status);
        Assert.Equal(AdmissionStatus.Refused, site.People.Authenticate("bob", "wrong").Status);
        Assert.Equal(AdmissionStatus.Refused, Answer(Code()).Status);
        site.Clock.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(AdmissionStatus.Admitted, Answer(Code()).Status);
        Assert.Equal(AdmissionStatus.Refused, Answer(Code()).Status);
        Assert.Equal("the code of the second factor was wrong", site.Last(FailedLogIns.Failed).Data["why"]);

        Assert.Equal(10, recovery.Distinct().Count());
        Assert.Equal(AdmissionStatus.Admitted, Answer(recovery[3]).Status);
        Assert.Equal(AdmissionStatus.Refused, Answer(recovery[3]).Status);
        foreach (string code in recovery)
            Assert.DoesNotContain(code, File.ReadAllText(site.PeopleFile, Encoding.Latin1), StringComparison.Ordinal);

        Identified witness = site.Add("wim", Role.Supervisor);
        site.Administration.ResetPassword(site.Administrator, witness, "bob", false, "forgotten");
        string once = site.Administration.ResetPassword(site.Administrator, witness, "bob", true, "phone lost");
        Assert.Equal("password and second factor", site.Last(PeopleAdministration.Reset).Data["old"]);
        Assert.Equal(AdmissionStatus.Admitted, site.People.ChangePassword("bob", once, null, "another kettle 8 moraine").Status);
        site.LogIn("bob", "another kettle 8 moraine");

        string Code() => TimeBasedCode.At(TimeBasedCode.FromBase32(key), site.Clock.GetUtcNow());
        Admission Answer(string code) => site.People.Authenticate("bob", TestSite.Password, code);
    }

    [Fact]
    public void Guessing_codes_locks_the_account()
    {
        using var site = new TestSite();
        Identified bob = site.Add("bob", Role.Quality);
        string key = site.Administration.BeginSecondFactor(bob);
        site.Administration.ConfirmSecondFactor(bob, TimeBasedCode.At(TimeBasedCode.FromBase32(key), site.Clock.GetUtcNow()));
        for (int i = 0; i < 5; i++) site.People.Authenticate("bob", TestSite.Password, "abcdef");
        Assert.Equal(1, site.Count(PeopleDirectory.Locked));
        site.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(AdmissionStatus.Refused,
            site.People.Authenticate("bob", TestSite.Password, TimeBasedCode.At(TimeBasedCode.FromBase32(key), site.Clock.GetUtcNow())).Status);
    }
}
