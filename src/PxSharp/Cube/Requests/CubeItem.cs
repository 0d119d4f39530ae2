namespace PxSharp.Cube.Requests;

/// <summary>One item of an answer: its members as text, whichever of the two JSON kinds it came in.</summary>
internal sealed class CubeItem(IReadOnlyDictionary<string, string> members)
{
    /// <summary>The member; an empty text when the item does not have it, or has null there.</summary>
    public string this[string name] => members.GetValueOrDefault(name, "");
}
