using System.Globalization;
using System.Text;
using System.Xml;

namespace DiffImaging.Data;

/// <summary>The OME-XML description of one stack, schema 2016-06, in pure ASCII (other characters as character references).</summary>
internal static class OmeXml
{
    private const string Schema = "http://www.openmicroscopy.org/Schemas/OME/2016-06";
    private const double MicrometresPerMetre = 1e6;

    public static string Describe(ImageStack stack, OmeTiffOptions options)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = Encoding.ASCII };
        using (var xml = XmlWriter.Create(bytes, settings))
        {
            xml.WriteStartElement("OME", Schema);
            xml.WriteAttributeString("xsi", "schemaLocation", "http://www.w3.org/2001/XMLSchema-instance", $"{Schema} {Schema}/ome.xsd");
            xml.WriteAttributeString("Creator", "DiffImaging");
            xml.WriteStartElement("Image", Schema);
            xml.WriteAttributeString("ID", "Image:0");
            xml.WriteAttributeString("Name", options.Name ?? stack.Metadata.Name);
            WritePixels(xml, stack, options);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return Encoding.ASCII.GetString(bytes.ToArray());
    }

    private static void WritePixels(XmlWriter xml, ImageStack stack, OmeTiffOptions options)
    {
        int Along(FrameAxis axis) => options.FrameAxis == axis ? stack.Frames : 1;

        xml.WriteStartElement("Pixels", Schema);
        xml.WriteAttributeString("ID", "Pixels:0");
        xml.WriteAttributeString("DimensionOrder", "XYZCT");
        xml.WriteAttributeString("Type", "float");
        xml.WriteAttributeString("BigEndian", BitConverter.IsLittleEndian ? "false" : "true");
        WriteNumber(xml, "SizeX", stack.Columns);
        WriteNumber(xml, "SizeY", stack.Rows);
        WriteNumber(xml, "SizeZ", Along(FrameAxis.Depth));
        WriteNumber(xml, "SizeC", Along(FrameAxis.Channel));
        WriteNumber(xml, "SizeT", Along(FrameAxis.Time));
        WriteLength(xml, "PhysicalSizeX", options.ColumnPitch);
        WriteLength(xml, "PhysicalSizeY", options.RowPitch);
        WriteLength(xml, "PhysicalSizeZ", options.FrameAxis == FrameAxis.Depth ? options.FrameSpacing : null);
        for (var i = 0; i < Along(FrameAxis.Channel); i++)
        {
            xml.WriteStartElement("Channel", Schema);
            xml.WriteAttributeString("ID", string.Create(CultureInfo.InvariantCulture, $"Channel:0:{i}"));
            WriteNumber(xml, "SamplesPerPixel", 1);
            if (i < options.ChannelNames.Count)
            {
                xml.WriteAttributeString("Name", options.ChannelNames[i]);
            }

            xml.WriteEndElement();
        }

        xml.WriteStartElement("TiffData", Schema);
        WriteNumber(xml, "IFD", 0);
        WriteNumber(xml, "PlaneCount", stack.Frames);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteLength(XmlWriter xml, string name, double? metres)
    {
        if (metres is { } length)
        {
            xml.WriteAttributeString(name, Math.Round(length * MicrometresPerMetre, 12).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString(name + "Unit", "µm");
        }
    }

    private static void WriteNumber(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
}
