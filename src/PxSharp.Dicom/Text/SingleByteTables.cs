namespace PxSharp.Dicom.Text;

/// <summary>Characters of the single-byte sets, 96 each: those of bytes A0 to FF, U+FFFD where there is none.</summary>
/// <remarks>
/// PS3.3 Table C.12-2. Own tables, since the run-time's code pages are Windows' and differ in the unassigned places.
/// </remarks>
internal static class SingleByteTables
{
    /// <summary>ISO 646, ISO-IR 6: bytes 20 to 7F.</summary>
    internal static readonly string Ascii = string.Create(96, 0, static (all, _) =>
    {
        for (var i = 0; i < all.Length; i++)
            all[i] = (char)(0x20 + i);
    });

    /// <summary>JIS X 0201 romaji, ISO-IR 14: ASCII but for yen and overline.</summary>
    internal static readonly string Romaji = Ascii.Replace('\\', '\u00A5').Replace('~', '\u203E');

    /// <summary>JIS X 0201 katakana, ISO-IR 13: half-width, bytes A1 to DF.</summary>
    internal static readonly string Katakana = string.Create(96, 0, static (all, _) =>
    {
        all.Fill('\uFFFD');
        for (var i = 1; i <= 0x3F; i++)
            all[i] = (char)(0xFF60 + i);
    });

    /// <summary>ISO 8859-1, ISO-IR 100.</summary>
    internal const string Latin1 =
        "\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯" +
        "°±²³´µ¶·¸¹º»¼½¾¿" +
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ" +
        "ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß" +
        "àáâãäåæçèéêëìíîï" +
        "ðñòóôõö÷øùúûüýþÿ";

    /// <summary>ISO 8859-2, ISO-IR 101.</summary>
    internal const string Latin2 =
        "\u00A0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00ADŽŻ" +
        "°ą˛ł´ľśˇ¸šşťź˝žż" +
        "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ" +
        "ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß" +
        "ŕáâăäĺćçčéęëěíîď" +
        "đńňóôőö÷řůúűüýţ˙";

    /// <summary>ISO 8859-3, ISO-IR 109.</summary>
    internal const string Latin3 =
        "\u00A0Ħ˘£¤\uFFFDĤ§¨İŞĞĴ\u00AD\uFFFDŻ" +
        "°ħ²³´µĥ·¸ışğĵ½\uFFFDż" +
        "ÀÁÂ\uFFFDÄĊĈÇÈÉÊËÌÍÎÏ" +
        "\uFFFDÑÒÓÔĠÖ×ĜÙÚÛÜŬŜß" +
        "àáâ\uFFFDäċĉçèéêëìíîï" +
        "\uFFFDñòóôġö÷ĝùúûüŭŝ˙";

    /// <summary>ISO 8859-4, ISO-IR 110.</summary>
    internal const string Latin4 =
        "\u00A0ĄĸŖ¤ĨĻ§¨ŠĒĢŦ\u00ADŽ¯" +
        "°ą˛ŗ´ĩļˇ¸šēģŧŊžŋ" +
        "ĀÁÂÃÄÅÆĮČÉĘËĖÍÎĪ" +
        "ĐŅŌĶÔÕÖ×ØŲÚÛÜŨŪß" +
        "āáâãäåæįčéęëėíîī" +
        "đņōķôõö÷øųúûüũū˙";

    /// <summary>ISO 8859-5, ISO-IR 144.</summary>
    internal const string Cyrillic =
        "\u00A0ЁЂЃЄЅІЇЈЉЊЋЌ\u00ADЎЏ" +
        "АБВГДЕЖЗИЙКЛМНОП" +
        "РСТУФХЦЧШЩЪЫЬЭЮЯ" +
        "абвгдежзийклмноп" +
        "рстуфхцчшщъыьэюя" +
        "№ёђѓєѕіїјљњћќ§ўџ";

    /// <summary>ISO 8859-6, ISO-IR 127.</summary>
    internal const string Arabic =
        "\u00A0\uFFFD\uFFFD\uFFFD\u00A4\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u060C\u00AD\uFFFD\uFFFD" +
        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u061B\uFFFD\uFFFD\uFFFD\u061F" +
        "\uFFFD\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062A\u062B\u062C\u062D\u062E\u062F" +
        "\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063A\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" +
        "\u0640\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064A\u064B\u064C\u064D\u064E\u064F" +
        "\u0650\u0651\u0652\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD";

    /// <summary>ISO 8859-7, ISO-IR 126.</summary>
    internal const string Greek =
        "\u00A0‘’£€₯¦§¨©ͺ«¬\u00AD\uFFFD―" +
        "°±²³΄΅Ά·ΈΉΊ»Ό½ΎΏ" +
        "ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟ" +
        "ΠΡ\uFFFDΣΤΥΦΧΨΩΪΫάέήί" +
        "ΰαβγδεζηθικλμνξο" +
        "πρςστυφχψωϊϋόύώ\uFFFD";

    /// <summary>ISO 8859-8, ISO-IR 138.</summary>
    internal const string Hebrew =
        "\u00A0\uFFFD\u00A2\u00A3\u00A4\u00A5\u00A6\u00A7\u00A8\u00A9\u00D7\u00AB\u00AC\u00AD\u00AE\u00AF" +
        "\u00B0\u00B1\u00B2\u00B3\u00B4\u00B5\u00B6\u00B7\u00B8\u00B9\u00F7\u00BB\u00BC\u00BD\u00BE\uFFFD" +
        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" +
        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u2017" +
        "\u05D0\u05D1\u05D2\u05D3\u05D4\u05D5\u05D6\u05D7\u05D8\u05D9\u05DA\u05DB\u05DC\u05DD\u05DE\u05DF" +
        "\u05E0\u05E1\u05E2\u05E3\u05E4\u05E5\u05E6\u05E7\u05E8\u05E9\u05EA\uFFFD\uFFFD\u200E\u200F\uFFFD";

    /// <summary>ISO 8859-9, ISO-IR 148.</summary>
    internal const string Latin5 =
        "\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯" +
        "°±²³´µ¶·¸¹º»¼½¾¿" +
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ" +
        "ĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß" +
        "àáâãäåæçèéêëìíîï" +
        "ğñòóôõö÷øùúûüışÿ";

    /// <summary>ISO 8859-15, ISO-IR 203.</summary>
    internal const string Latin9 =
        "\u00A0¡¢£€¥Š§š©ª«¬\u00AD®¯" +
        "°±²³Žµ¶·ž¹º»ŒœŸ¿" +
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ" +
        "ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß" +
        "àáâãäåæçèéêëìíîï" +
        "ðñòóôõö÷øùúûüýþÿ";

    /// <summary>TIS 620-2533, ISO-IR 166.</summary>
    internal const string Thai =
        "\u00A0\u0E01\u0E02\u0E03\u0E04\u0E05\u0E06\u0E07\u0E08\u0E09\u0E0A\u0E0B\u0E0C\u0E0D\u0E0E\u0E0F" +
        "\u0E10\u0E11\u0E12\u0E13\u0E14\u0E15\u0E16\u0E17\u0E18\u0E19\u0E1A\u0E1B\u0E1C\u0E1D\u0E1E\u0E1F" +
        "\u0E20\u0E21\u0E22\u0E23\u0E24\u0E25\u0E26\u0E27\u0E28\u0E29\u0E2A\u0E2B\u0E2C\u0E2D\u0E2E\u0E2F" +
        "\u0E30\u0E31\u0E32\u0E33\u0E34\u0E35\u0E36\u0E37\u0E38\u0E39\u0E3A\uFFFD\uFFFD\uFFFD\uFFFD\u0E3F" +
        "\u0E40\u0E41\u0E42\u0E43\u0E44\u0E45\u0E46\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E4D\u0E4E\u0E4F" +
        "\u0E50\u0E51\u0E52\u0E53\u0E54\u0E55\u0E56\u0E57\u0E58\u0E59\u0E5A\u0E5B\uFFFD\uFFFD\uFFFD\uFFFD";
}
