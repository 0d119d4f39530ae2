using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using PxSharp.Cli.Failures;
using PxSharp.Cli.Options;
using PxSharp.Cli.Terminals;
using PxSharp.Services;

namespace PxSharp.Cli.Wrapper;

/// <summary>The options of <c>px qr</c> that write a key of a service file, and do no more.</summary>
internal sealed class QrKeys
{
    private readonly Option<string?> _url = Make.Text("--CUBEURL", "URL", "write the CUBE key: its address");
    private readonly Option<string?> _user = Make.Text("--CUBEuser", "USER", "its user");

    private readonly Option<string?> _password = Make.Text(
        "--CUBEpassword", "PASSWORD", "the user's password; - reads it from standard input");

    private readonly Option<string?> _host = Make.Text("--SWIFTHOST", "HOST", "write the storage key: its address");
    private readonly Option<int?> _port = Make.Number("--SWIFTPORT", "PORT", "its port", 1, 65535);

    private readonly Option<string?> _login = Make.Text(
        "--SWIFTLOGIN", "USER:PASSWORD", "its login; - reads it from standard input");

    public OptionGroup Group => new("Write a key and end", _url, _user, _password, _host, _port, _login);

    /// <summary>Writes what is asked for; false when nothing is.</summary>
    /// <exception cref="UsageException">Something that belongs to it is missing.</exception>
    public bool TryWrite(Invocation invocation, string logDirectory, string? cubeKey, string? storageKey)
    {
        var writesCube = invocation.Has(_url) || invocation.Has(_user) || invocation.Has(_password);
        var writesStorage = invocation.Has(_host) || invocation.Has(_port) || invocation.Has(_login);
        var cube = writesCube ? Cube(invocation) : null;
        var storage = writesStorage ? Storage(invocation) : null;
        if (cube is not null)
        {
            Write(invocation, logDirectory, "cube", cubeKey ?? throw Missing("--CUBEKEY"), cube);
        }

        if (storage is not null)
        {
            Write(invocation, logDirectory, "storage", storageKey ?? throw Missing("--SWIFTKEY"), storage);
        }

        return writesCube || writesStorage;
    }

    private JsonObject Cube(Invocation invocation)
    {
        var url = Required(invocation, _url);
        return CubeServices.ParseAddress(url) is null
            ? throw new UsageException(
                "--CUBEURL must be as http://HOST:8000/api/v1/, without user and password in it")
            : new JsonObject
            {
                ["url"] = url,
                ["username"] = Required(invocation, _user),
                ["password"] = Secret(invocation, _password),
            };
    }

    private JsonObject Storage(Invocation invocation) => new()
    {
        ["storagetype"] = "swift",
        ["ip"] = Required(invocation, _host),
        ["port"] = (invocation.Get(_port) ?? throw Missing(_port.Name)).ToString(CultureInfo.InvariantCulture),
        ["login"] = Secret(invocation, _login),
    };

    private static void Write(
        Invocation invocation, string logDirectory, string fileName, string key, JsonObject entry)
    {
        var file = ServiceFile.BesideLog(logDirectory, fileName);
        if (!ServiceFile.IsName(key) && !file.Read().ContainsKey(key))
        {
            throw new UsageException(
                $"\"{key}\" cannot be a key: it is up to {ServiceFile.LongestName} letters, digits, dots, underscores "
                    + "and hyphens, and begins with a letter or digit");
        }

        file.Update(entries =>
        {
            // Members of an entry that are not written here stay.
            if (entries[key] is not JsonObject known)
            {
                entries[key] = known = [];
            }

            foreach (var (name, value) in entry)
            {
                known[name] = value?.DeepClone();
            }

            return true;
        });
        invocation.Terminal.WriteLine($"wrote {VisibleText.Of(key)} to {VisibleText.Of(file.FilePath)}");
    }

    private static string Required(Invocation invocation, Option<string?> option) =>
        invocation.Text(option) ?? throw Missing(option.Name);

    private static string Secret(Invocation invocation, Option<string?> option) =>
        SecretInput.Read(invocation, option.Name, Required(invocation, option));

    private static UsageException Missing(string option) => new($"{option} is missing, which belongs to the key");
}
