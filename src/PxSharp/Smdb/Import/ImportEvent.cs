namespace PxSharp.Smdb.Import;

/// <summary>What happens while pypx's BASEMOUNT is read in.</summary>
public abstract record ImportEvent;
