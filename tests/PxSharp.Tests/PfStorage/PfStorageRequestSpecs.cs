using PxSharp.PfStorage;
using Xunit;

namespace PxSharp.Tests.PfStorage;

public sealed class PfStorageRequestSpecs
{
    [Fact]
    public void Reads_the_action_and_all_arguments()
    {
        var request = PfStorageRequest.Parse("""
            {"action": "objPut", "args": {"path": "p", "substr": "s", "retSpec": ["name"], "localpath": "l",
             "DICOMsubstr": "d", "packEachDICOM": true, "toLocation": "t", "mapLocationOver": "m", "fromLocation": "f"}}
            """);

        Assert.Equal(PfStorageAction.Put, request.Action);
        Assert.Equal(("p", "s", "l", "d", true), (
            request.Path, request.Substring, request.LocalPath, request.DicomSubstring, request.PackEachDicom));
        Assert.Equal(("t", "m", "f"), (request.ToLocation, request.MapLocationOver, request.FromLocation));
        Assert.Equal(["name"], request.ReturnSpec);
    }

    [Theory]
    [InlineData("ls", PfStorageAction.List)]
    [InlineData("objPull", PfStorageAction.Pull)]
    [InlineData("rmtree", PfStorageAction.Remove)]
    [InlineData("objExists", PfStorageAction.Exists)]
    public void Reads_each_action_with_the_defaults_of_pypx(string name, PfStorageAction action)
    {
        var request = PfStorageRequest.Parse(name, """{"path": "a"}""");

        Assert.Equal((action, "", null), (request.Action, request.Substring, request.ToLocation));
        Assert.Equal(["name", "bytes", "hash", "last_modified"], request.ReturnSpec);
    }

    [Fact]
    public void Takes_the_words_of_the_help_of_pypx_too()
    {
        Assert.Equal(PfStorageAction.Put, PfStorageRequest.Parse("objPush", """{"localpath": "x"}""").Action);
        Assert.Equal("x", PfStorageRequest.Parse("objPull", """{"toLocationOver": "x"}""").ToLocation);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "it must be an object")]
    [InlineData("""{"args": {}}""", "it must be an object")]
    [InlineData("""{"action": "ls"}""", "No 'args'")]
    [InlineData("""{"action": "ls", "args": []}""", "'args' must be an object")]
    [InlineData("""{"action": "lss", "args": {}}""", "no action 'lss'")]
    [InlineData("""{"action": "ls", "args": {"Path": ""}}""", "'Path'")]
    [InlineData("""{"action": "ls", "args": {"path": 1}}""", "'path' must be a text")]
    [InlineData("""{"action": "ls", "args": {"retSpec": "name"}}""", "'retSpec' must be a list")]
    [InlineData("""{"action": "ls", "args": {"retSpec": ["size"]}}""", "'size'")]
    [InlineData("""{"action": "ls", "args": {"packEachDICOM": 1}}""", "'packEachDICOM' must be true or false")]
    [InlineData("""{"action": "objPut", "args": {}}""", "objPut needs 'localpath'")]
    [InlineData("""{"action": "objExists", "args": {}}""", "objExists needs 'path'")]
    [InlineData("""{"action": "rmtree", "args": {}}""", "rmtree needs 'path'")]
    [InlineData("""{"action": "rmtree", "args": {"path": "./"}}""", "rmtree needs 'path'")]
    [InlineData("""{"action": "rmtree", "args": {"path": "../x"}}""", "rmtree: 'path' is '../x'")]
    [InlineData("""{"action": "rmtree", "args": {"path": "./../x"}}""", "rmtree: 'path' is './../x'")]
    [InlineData("""{"action": "rmtree", "args": {"path": "a/./b"}}""", "rmtree: 'path' is 'a/./b'")]
    [InlineData("""{"action": "objPut", "args": {"localpath": "a\u0000"}}""", "'localpath' has a NUL character")]
    [InlineData("""{"action": "objPull", "args": {"toLocation": "a\u0000"}}""", "'toLocation' has a NUL character")]
    public void Refuses_what_cannot_be_in_one_line(string json, string why)
    {
        var error = Assert.Throws<FormatException>(() => PfStorageRequest.Parse(json));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
