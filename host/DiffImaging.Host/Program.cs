using System.CommandLine;

var root = new RootCommand("DiffImaging: differentiable imaging, with every system imperfection estimated jointly with the image.");
return await root.Parse(args).InvokeAsync();
