namespace Titer.Core.Tests;

public class InputExceptionTests
{
    [Fact]
    public void The_place_stands_before_the_sentence()
    {
        var wrong = new InputException("recipes/x.yaml:12", "feed rate wants a unit.");
        Assert.Equal("recipes/x.yaml:12", wrong.Place);
        Assert.Equal("recipes/x.yaml:12: feed rate wants a unit.", wrong.Message);
    }

    [Fact]
    public void Without_a_place_the_message_is_the_sentence()
    {
        var cause = new FormatException("inner");
        var wrong = new InputException("There is no recipe.", cause);
        Assert.Equal(("", "There is no recipe."), (wrong.Place, wrong.Message));
        Assert.Same(cause, wrong.InnerException);
        Assert.Equal("", new InputException("There is no recipe.").Place);
    }
}
