using PxSharp.Network.Associations;
using PxSharp.Query;
using Xunit;

namespace PxSharp.Tests.Query;

public sealed class FindscuCommandSpecs
{
    private static readonly AssociationOptions Peer = new()
    {
        Host = "127.0.0.1",
        Port = 4342,
        CallingAETitle = "CHRISLOCAL",
        CalledAETitle = "ORTHANC",
    };

    [Fact]
    public void The_command_of_a_query_is_the_one_that_pypx_tells()
    {
        var golden = FindJson.Read(Golden.Bytes("px-find", "json_patientid.json"));
        var query = new FindQuery { Keys = [QueryKey.Parse("PatientID", "TINY001")] };

        Assert.Equal(golden.Command, new FindReportBuilder(query, Peer).Build().Command);
    }

    [Fact]
    public void A_value_stays_in_its_quotes_whatever_it_holds()
    {
        var query = new FindQuery { Keys = [QueryKey.Parse("PatientID", "x\";touch `id` $HOME\\y")], ReturnTags = [] };

        Assert.Contains(
            "-k \"PatientID=x\\\";touch \\`id\\` \\$HOME\\\\y\" ",
            FindscuCommand.Text(QueryIdentifier.Study(query), Peer),
            StringComparison.Ordinal);
    }
}
