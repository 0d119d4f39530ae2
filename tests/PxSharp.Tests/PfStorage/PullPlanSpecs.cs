using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Transfers;
using PxSharp.PfStorage;
using Xunit;

namespace PxSharp.Tests.PfStorage;

public sealed class PullPlanSpecs
{
    [Theory]
    [InlineData(null, "etc/passwd")]
    [InlineData("", "passwd")]
    public void Where_no_place_is_given_the_files_go_below_the_current_directory(string? toLocation, string file)
    {
        var transfer = PullPlan.Of(new StoredObject("etc/passwd", 1, null, null), "etc", toLocation);

        Assert.Null(transfer.Fault);
        Assert.Equal(Path.GetFullPath(file), Path.GetFullPath(transfer.FilePath));
    }

    [Fact]
    public void No_name_leads_out_of_the_current_directory()
    {
        var transfer = PullPlan.Of(new StoredObject("etc/../../passwd", 1, null, null), "etc", null);

        Assert.Equal(TransferFailure.BadName, transfer.Fault?.Failure);
    }
}
