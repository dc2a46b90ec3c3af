namespace Titer.Records.Signatures;

/// <summary>What a person says by signing (21 CFR 11.50(a)(3)).</summary>
public enum SignatureMeaning
{
    /// <summary>I did what the record says of me.</summary>
    Executed,
    /// <summary>I have looked through the whole record, and what is not as planned is assessed.</summary>
    Reviewed,
    /// <summary>The batch is released.</summary>
    Approved,
    /// <summary>The batch is not released.</summary>
    Rejected,
}

public static class SignatureMeanings
{
    /// <summary>As people write it and events hold it.</summary>
    public static string Word(this SignatureMeaning meaning) => meaning.ToString().ToLowerInvariant();

    /// <summary>The meaning of a word; null when it is none.</summary>
    public static SignatureMeaning? Of(string word) => Enum.GetValues<SignatureMeaning>().Cast<SignatureMeaning?>().FirstOrDefault(m => m!.Value.Word() == word);
}
