namespace PxSharp.Simulator.Query;

/// <summary>The levels of the information models, the highest first.</summary>
/// <remarks>PS3.4 C.6.1.1, C.6.2.1. The level of instances is called IMAGE.</remarks>
internal enum QueryLevel
{
    Patient,
    Study,
    Series,
    Image,
}
