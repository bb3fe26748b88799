namespace TestPlugins.Library;

/// <summary>What version 1 of a library offers, and version 2 no longer does.</summary>
public static class Greeting
{
    public static string Hello() => "hello from 1";
}
