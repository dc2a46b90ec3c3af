namespace Titer.App.Laboratory.Uploads;

/// <summary>The picture of a <see cref="ProcessingStep"/>.</summary>
/// <param name="Name">Of the step.</param>
/// <param name="Titles">Of its panels, for who does not see it.</param>
public sealed record StepPicture(string Name, string Titles, byte[] Png)
{
    /// <summary>For an image on a page, which needs no address of its own then.</summary>
    public string Address => $"data:image/png;base64,{Convert.ToBase64String(Png)}";
}
