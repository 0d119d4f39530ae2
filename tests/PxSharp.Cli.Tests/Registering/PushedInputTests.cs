using System.Text;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Registering;
using PxSharp.Cube.Registration;
using Xunit;

namespace PxSharp.Cli.Tests.Registering;

public sealed class PushedInputTests
{
    [Fact]
    public void Texts_and_names_may_be_no_Unicode()
    {
        RegistrationFile[] expected = [new("/in/\uFFFD.dcm", "SERVICES/\uFFFD.dcm")];

        Assert.Equal(expected, PushedInput.Read("""
            {"localFileList": ["/in/\udce9.dcm"], "objectFileList": ["SERVICES/\udce9.dcm"], "\udc80": 1}
            """u8.ToArray()));
        Assert.Equal(expected, PushedInput.Read("""
            {"event": "pushed", "file": "/in/\udce9.dcm", "object": "SERVICES/\udce9.dcm", "\udc80": 1}
            """u8.ToArray()));
        Assert.Equal(expected, PushedInput.Lists("""["/in/\udce9.dcm"]""", """["SERVICES/\udce9.dcm"]"""));
    }

    [Theory]
    [InlineData("""{"localFileList": ["/a"], "objectFileList": ["b"], "objectFileList": ["c"]}""")]
    [InlineData("""{"event": "pushed", "file": "/a", "object": "b", "file": "/c"}""")]
    public void A_name_that_stands_twice_is_broken_JSON(string json) => Assert.Contains(
        "stands twice in an object",
        Assert.Throws<CommandFailedException>(() => PushedInput.Read(Encoding.UTF8.GetBytes(json))).Message,
        StringComparison.Ordinal);
}
