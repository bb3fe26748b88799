using JobStub;

switch (args[0])
{
    case "inspect":
        StubInspection.Answer();
        return 0;
    case "plugins" or "describe":
        // What has no name here is refused, as the program does.
        Console.WriteLine($"{{\"asked\":\"{string.Join(' ', args)}\"}}");
        return args.Contains("nothing") ? 2 : 0;
    case "templates":
        StubTemplate.Answer(args);
        return 0;
    default:
        using (var run = new StubRun(args))
        {
            return await run.RunAsync();
        }
}
