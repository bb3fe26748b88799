namespace TestPlugins.Library;

/// <summary>What version 2 of a library offers, and version 1 did not yet.</summary>
public static class Greeting
{
    public static string Welcome() => "welcome from 2";
}
