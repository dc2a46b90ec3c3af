namespace Titer.App.Web.Recipes;

/// <summary>The texts that a draft had while it was edited, to go back and forth in. Bounded: the oldest are forgotten.</summary>
internal sealed class TextHistory(string text)
{
    private const int Most = 200;

    private readonly List<string> _texts = [text];
    private int _at;

    public string Text => _texts[_at];

    public bool CanUndo => _at > 0;

    public bool CanRedo => _at + 1 < _texts.Count;

    /// <summary>Takes a further text; what was undone before it is gone then.</summary>
    public void Put(string text)
    {
        if (text == Text) return;
        _texts.RemoveRange(_at + 1, _texts.Count - _at - 1);
        _texts.Add(text);
        if (_texts.Count > Most) _texts.RemoveAt(0);
        _at = _texts.Count - 1;
    }

    public void Undo() => _at = Math.Max(0, _at - 1);

    public void Redo() => _at = Math.Min(_texts.Count - 1, _at + 1);
}
