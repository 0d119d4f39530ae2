namespace PxSharp.Dicom;

/// <summary>What PS3.6 says of a data element.</summary>
/// <param name="Keyword">Such as <c>PatientID</c>; empty for a few retired elements.</param>
/// <param name="Name">Such as <c>Patient ID</c>.</param>
/// <param name="VR">The VR; where PS3.6 leaves a choice, US before SS and OW before OB or US.</param>
/// <param name="ValueMultiplicity">Such as <c>1</c>, <c>1-n</c>, <c>2-2n</c>.</param>
/// <param name="IsRetired">Whether new data sets should not have it.</param>
public sealed record DictionaryEntry(string Keyword, string Name, DicomVR VR, string ValueMultiplicity, bool IsRetired);
