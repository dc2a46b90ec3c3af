using Titer.App.Sites;
using Titer.Core;

namespace Titer.App.People;

/// <summary>What the rules of signing did not let somebody do who had proved who they are.</summary>
internal static class Denial
{
    /// <summary>Does it; when it is refused the trail of the site says so.</summary>
    /// <exception cref="InputException">It was refused.</exception>
    public static T Noted<T>(Site site, Identified who, string what, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (InputException refused)
        {
            site.Write(writer => writer.Add(PeopleDirectory.Denied, Severity.Medium, $"{who.Person.Name} was refused a signature: {refused.Message}",
                (Person.IdKey, who.Person.Id), (Person.NameKey, who.Person.Name), ("what", what)));
            throw;
        }
    }
}
