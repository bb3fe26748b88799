// Compiled by MSBuild while it builds (eng/Torch.targets), against netstandard2.0: old C# on purpose.
using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Copies a 64-bit little-endian ELF file, with one symbol-version requirement marked weak.</summary>
/// <remarks>A weak requirement (VER_FLG_WEAK in vna_flags) that the system's library does not meet is passed over by the
/// loader. Correct only where no symbol of that version is called. A file without the requirement is copied as it is.</remarks>
public sealed class WeakenVersionNeed : Task
{
    private const uint SectionTypeVersionNeed = 0x6ffffffe;   // SHT_GNU_verneed
    private const byte FlagWeak = 0x2;                        // VER_FLG_WEAK

    [Required]
    public string Source { get; set; }

    [Required]
    public string Destination { get; set; }

    [Required]
    public string Version { get; set; }

    public override bool Execute()
    {
        byte[] file = File.ReadAllBytes(Source);
        if (file.Length < 64 || BitConverter.ToUInt32(file, 0) != 0x464c457f || file[4] != 2 || file[5] != 1)
        {
            Log.LogError("{0} is not a 64-bit little-endian ELF file.", Source);
            return false;
        }

        int changed = Weaken(file);
        Log.LogMessage(MessageImportance.Low, "{0}: {1} requirement(s) of {2} marked weak.", Source, changed, Version);

        // Written beside and renamed, so that nobody ever loads half a file and a link is replaced, not followed.
        Directory.CreateDirectory(Path.GetDirectoryName(Destination));
        string temporary = Destination + "." + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(temporary, file);
        File.Delete(Destination);
        File.Move(temporary, Destination);
        return true;
    }

    private int Weaken(byte[] file)
    {
        int changed = 0;
        long sections = BitConverter.ToInt64(file, 0x28);
        int sectionSize = BitConverter.ToUInt16(file, 0x3a);
        int sectionCount = BitConverter.ToUInt16(file, 0x3c);
        for (int i = 0; i < sectionCount; i++)
        {
            int header = checked((int)(sections + (long)i * sectionSize));
            if (BitConverter.ToUInt32(file, header + 4) != SectionTypeVersionNeed)
            {
                continue;
            }

            int strings = checked((int)(sections + (long)BitConverter.ToUInt32(file, header + 40) * sectionSize));
            int names = checked((int)BitConverter.ToInt64(file, strings + 24));
            changed += WeakenSection(file, checked((int)BitConverter.ToInt64(file, header + 24)), names);
        }

        return changed;
    }

    private int WeakenSection(byte[] file, int need, int names)
    {
        int changed = 0;
        for (uint step = 1; step != 0; need += (int)step)
        {
            int auxiliary = need + (int)BitConverter.ToUInt32(file, need + 8);
            int count = BitConverter.ToUInt16(file, need + 2);
            for (int i = 0; i < count; i++)
            {
                if (NameAt(file, names + (int)BitConverter.ToUInt32(file, auxiliary + 8)) == Version)
                {
                    file[auxiliary + 4] |= FlagWeak;
                    changed++;
                }

                auxiliary += (int)BitConverter.ToUInt32(file, auxiliary + 12);
            }

            step = BitConverter.ToUInt32(file, need + 12);
        }

        return changed;
    }

    private static string NameAt(byte[] file, int start)
    {
        return Encoding.ASCII.GetString(file, start, Array.IndexOf(file, (byte)0, start) - start);
    }
}
