using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// The list of variables read last, by its bytes: every estimate of a run has the same one, and reading its twenty names
/// again each time would take longer than reading the numbers.
/// </summary>
internal sealed class VariableLists
{
    private byte[] _last = [];
    private ImmutableArray<Variable> _variables;

    /// <summary>From after the opening bracket up to and with the closing one.</summary>
    public static void Write(CanonicalText to, ImmutableArray<Variable> variables)
    {
        bool first = true;
        foreach (Variable variable in variables)
        {
            to.Literal(first ? "["u8 : ",["u8);
            to.Tag(variable.Tag);
            to.Literal(","u8);
            to.Unit(variable.Unit);
            to.Literal("]"u8);
            first = false;
        }
        to.Literal("]"u8);
    }

    /// <summary>Stands after the opening bracket; reads up to and with the closing one.</summary>
    public ImmutableArray<Variable> Read(ref CanonicalScanner from)
    {
        if (!from.Next((byte)'['))
        {
            from.Literal("]"u8);
            return [];
        }
        ReadOnlySpan<byte> list = from.Upto("]],"u8)[..^1];
        if (list.SequenceEqual(_last))
        {
            from.Skip(list.Length);
            return _variables;
        }
        byte[] bytes = list.ToArray();
        ImmutableArray<Variable>.Builder variables = ImmutableArray.CreateBuilder<Variable>();
        while (from.Item(variables.Count == 0))
        {
            from.Literal("["u8);
            Tag tag = from.Tag();
            from.Literal(","u8);
            variables.Add(new Variable(tag, from.Unit()));
            from.Literal("]"u8);
        }
        (_last, _variables) = (bytes, variables.DrainToImmutable());
        return _variables;
    }
}
