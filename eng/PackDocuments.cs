// Compiled by MSBuild while it packs (eng/Package.targets), against netstandard2.0: old C# on purpose.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Copies Markdown pages for a package: links to pages of the same package lead there, links to others become text.</summary>
/// <remarks>A page of the shared folder that lies in another package is named with that package.</remarks>
public sealed class PackDocuments : Task
{
    private static readonly Regex Link = new Regex(@"!?\[(?<text>[^\]]*)\]\((?<path>[^)#\s]*)(?<anchor>#[^)\s]*)?\)", RegexOptions.CultureInvariant);

    /// <summary>The pages, each with its PackagePath.</summary>
    [Required]
    public ITaskItem[] Documents { get; set; }

    [Required]
    public string SharedFolder { get; set; }

    [Required]
    public string SharedPackage { get; set; }

    [Required]
    public string Destination { get; set; }

    /// <summary>The copies, each with its PackagePath.</summary>
    [Output]
    public ITaskItem[] Packed { get; set; }

    public override bool Execute()
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ITaskItem document in Documents)
        {
            places[document.GetMetadata("FullPath")] = document.GetMetadata("PackagePath");
        }

        var packed = new List<ITaskItem>();
        foreach (KeyValuePair<string, string> place in places)
        {
            string copy = Path.Combine(Destination, place.Value);
            Directory.CreateDirectory(Path.GetDirectoryName(copy));
            string text = File.ReadAllText(place.Key);
            if (place.Key.EndsWith(".md", StringComparison.Ordinal))
            {
                text = Link.Replace(text, match => Rewrite(match, place, places));
            }

            File.WriteAllText(copy, text);
            packed.Add(new TaskItem(copy, new Dictionary<string, string> { ["PackagePath"] = place.Value }));
        }

        Packed = packed.ToArray();
        return !Log.HasLoggedErrors;
    }

    private string Rewrite(Match match, KeyValuePair<string, string> page, Dictionary<string, string> places)
    {
        string path = match.Groups["path"].Value, text = match.Groups["text"].Value;
        if (path.Length == 0 || path.Contains("://"))
        {
            return match.Value;
        }

        string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.Key), path));
        if (places.TryGetValue(target, out string place))
        {
            return "[" + text + "](" + Relative(page.Value, place) + match.Groups["anchor"].Value + ")";
        }

        string shared = Path.GetFullPath(SharedFolder) + Path.DirectorySeparatorChar;
        return target.StartsWith(shared, StringComparison.Ordinal) && page.Key.StartsWith(shared, StringComparison.Ordinal) == false
            ? text + " (`docs/" + target.Substring(shared.Length).Replace('\\', '/') + "` in the package " + SharedPackage + ")"
            : text;
    }

    // Both are paths inside the package, with '/'.
    private static string Relative(string from, string to)
    {
        int depth = from.Split('/').Length - 1;
        string folder = depth == 0 ? "" : from.Substring(0, from.LastIndexOf('/') + 1);
        if (to.StartsWith(folder, StringComparison.Ordinal))
        {
            return to.Substring(folder.Length);
        }

        string up = "";
        for (int i = 0; i < depth; i++)
        {
            up += "../";
        }

        return up + to;
    }
}
