using System.Text;

namespace Titer.Core.Tests;

public class ContentHashTests
{
    // FIPS 180-4 examples of NIST (Cryptographic Standards and Guidelines, SHA256.pdf) and the empty message of the CAVP short vectors.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Hashes_are_those_that_Nist_publishes(string message, string digest)
    {
        Assert.Equal(digest, ContentHash.Of(message));
        Assert.Equal(digest, ContentHash.Of(Encoding.ASCII.GetBytes(message)));
    }

    [Fact]
    public void Text_is_hashed_as_utf_8() => Assert.Equal(ContentHash.Of([0xC2, 0xB5, 0x4D]), ContentHash.Of("µM"));
}
