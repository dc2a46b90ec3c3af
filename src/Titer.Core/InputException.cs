namespace Titer.Core;

/// <summary>
/// Wrong input from outside: a file, a recipe, a command line, a request. The message is one clear sentence for the person who
/// gave it. <see cref="Place"/> says where (<c>recipes/x.yaml:12</c>), empty when there is no place. Commands print it and exit with code 2.
/// </summary>
public sealed class InputException : Exception
{
    public InputException(string message) : base(message) { }
    public InputException(string message, Exception inner) : base(message, inner) { }
    public InputException(string place, string message) : base($"{place}: {message}") => Place = place;

    public string Place { get; } = "";
}
