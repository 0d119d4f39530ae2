using System.Globalization;
using PxSharp.Dicom;

namespace PxSharp.Simulator.Synthetic;

/// <summary>Writes the header of an instance: the modules that all images have, then its modality's own.</summary>
/// <remarks>PS3.3 C.7.1.1, C.7.2.1, C.7.2.2, C.7.3.1, C.7.5.1, C.7.6.1, C.12.1.</remarks>
internal static class InstanceHeader
{
    public static DicomDataset Of(SyntheticInstance instance)
    {
        var dataset = new DicomDataset();
        var series = instance.Series;
        var study = series.Study;
        // First: the text of all other elements is encoded by it.
        if (study.Patient.Person.CharacterSet is { Length: > 0 } characterSet)
            dataset.Set(DicomTag.SpecificCharacterSet, characterSet);
        AddPatient(dataset, study);
        AddStudy(dataset, study);
        AddSeries(dataset, series);
        AddInstance(dataset, instance);
        series.Protocol.Modality.AddAttributes(dataset, instance);
        return dataset;
    }

    private static void AddPatient(DicomDataset dataset, SyntheticStudy study)
    {
        var patient = study.Patient;
        var age = study.StudyDate.Year - patient.BirthDate.Year;
        if (patient.BirthDate.AddYears(age) > study.StudyDate)
            age--;
        dataset
            .Set(DicomTag.PatientName, patient.PatientName)
            .Set(DicomTag.PatientID, patient.PatientID)
            .Set(DicomTag.PatientBirthDate, Date(patient.BirthDate))
            .Set(DicomTag.PatientSex, patient.Person.Sex)
            .Set(DicomTag.PatientAge, age.ToString("000", CultureInfo.InvariantCulture) + "Y")
            .Set(DicomTag.PatientWeight, patient.WeightInKilograms);
    }

    private static void AddStudy(DicomDataset dataset, SyntheticStudy study) => dataset
        .Set(DicomTag.StudyInstanceUID, study.StudyInstanceUID)
        .Set(DicomTag.StudyDate, Date(study.StudyDate))
        .Set(DicomTag.StudyTime, Time(study.StudyTime))
        .Set(DicomTag.ReferringPhysicianName, study.Patient.Person.Physician)
        .Set(DicomTag.StudyID, (study.Index + 1).ToString(CultureInfo.InvariantCulture))
        .Set(DicomTag.AccessionNumber, study.AccessionNumber)
        .Set(DicomTag.StudyDescription, study.StudyDescription);

    private static void AddSeries(DicomDataset dataset, SyntheticSeries series)
    {
        var study = series.Study;
        dataset
            .Set(DicomTag.Modality, series.Modality)
            .Set(DicomTag.SeriesInstanceUID, series.SeriesInstanceUID)
            .Set(DicomTag.SeriesNumber, series.SeriesNumber)
            .Set(DicomTag.SeriesDate, Date(study.StudyDate))
            .Set(DicomTag.SeriesTime, Time(TimeOf(series)))
            .Set(DicomTag.SeriesDescription, series.SeriesDescription)
            .Set(DicomTag.ProtocolName, series.SeriesDescription)
            .Set(DicomTag.BodyPartExamined, series.Protocol.BodyPart)
            .Set(DicomTag.InstitutionName, study.Patient.Person.Institution)
            .Set(DicomTag.StationName, $"SIM{series.Modality}1")
            .Set(DicomTag.DeviceSerialNumber, "0001")
            .Set(DicomTag.SoftwareVersions, "PxSharp Simulator");
        if (series.Protocol.BodyPart == "KNEE")
            dataset.Set(DicomTag.Laterality, "L");
    }

    private static void AddInstance(DicomDataset dataset, SyntheticInstance instance)
    {
        var date = Date(instance.Series.Study.StudyDate);
        var time = Time(TimeOf(instance.Series).Add(TimeSpan.FromSeconds(instance.InstanceNumber)));
        dataset
            .Set(DicomTag.SOPClassUID, instance.SOPClassUID)
            .Set(DicomTag.SOPInstanceUID, instance.SOPInstanceUID)
            .Set(DicomTag.InstanceNumber, instance.InstanceNumber)
            .Set(DicomTag.AcquisitionNumber, 1)
            .Set(DicomTag.InstanceCreationDate, date)
            .Set(DicomTag.InstanceCreationTime, time)
            .Set(DicomTag.AcquisitionDate, date)
            .Set(DicomTag.AcquisitionTime, time)
            .Set(DicomTag.ContentDate, date)
            .Set(DicomTag.ContentTime, time)
            .Set(DicomTag.BurnedInAnnotation, "NO");
    }

    private static TimeOnly TimeOf(SyntheticSeries series) =>
        series.Study.StudyTime.Add(TimeSpan.FromMinutes(3 * series.SeriesNumber));

    private static string Date(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Time(TimeOnly time) => time.ToString("HHmmss", CultureInfo.InvariantCulture);
}
